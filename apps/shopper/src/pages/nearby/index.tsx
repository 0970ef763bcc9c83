import { NearbyPage } from '../../features/stores/NearbyPage';

export default NearbyPage;
