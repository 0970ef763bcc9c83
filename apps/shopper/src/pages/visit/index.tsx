import { VisitPage } from '../../features/visit/VisitPage';

export default VisitPage;
