import { RoomPage } from '../../features/rooms/RoomPage';
import { JoinWait } from '../../features/waiting/JoinWait';

/** A room, with the way onto the waiting list where its times are taken. */
export default function Room() {
  return <RoomPage whenFull={(full) => <JoinWait {...full} />} />;
}
