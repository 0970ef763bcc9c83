import { WaitingPage } from '../../features/waiting/WaitingPage';

export default WaitingPage;
