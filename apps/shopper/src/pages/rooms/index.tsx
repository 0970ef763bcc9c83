import { RoomsPage } from '../../features/rooms/RoomsPage';

export default RoomsPage;
