import { VisitsPage } from '../../features/history/VisitsPage';

export default VisitsPage;
