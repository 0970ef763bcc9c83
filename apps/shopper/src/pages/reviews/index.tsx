import { ReviewsPage } from '../../features/reviews/ReviewsPage';

export default ReviewsPage;
