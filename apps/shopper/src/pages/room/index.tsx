import { RoomPage } from '../../features/rooms/RoomPage';

export default RoomPage;
