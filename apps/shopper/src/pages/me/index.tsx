import { MePage } from '../../features/me/MePage';

export default MePage;
