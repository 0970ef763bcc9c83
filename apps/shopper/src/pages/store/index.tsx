import { StorePage } from '../../features/stores/StorePage';

export default StorePage;
