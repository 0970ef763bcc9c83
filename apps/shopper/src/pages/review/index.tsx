import { ReviewPage } from '../../features/reviews/ReviewPage';

export default ReviewPage;
