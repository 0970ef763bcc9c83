import { NoticePage } from '../../features/auth/NoticePage';

export default NoticePage;
