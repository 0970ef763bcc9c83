import { BookingsPage } from '../../features/bookings/BookingsPage';

export default BookingsPage;
