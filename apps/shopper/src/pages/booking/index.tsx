import { BookingPage } from '../../features/bookings/BookingPage';

export default BookingPage;
