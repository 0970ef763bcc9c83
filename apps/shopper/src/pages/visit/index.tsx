import { VisitPage } from '../../app/VisitPage';

export default VisitPage;
