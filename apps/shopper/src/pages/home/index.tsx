import { Home } from '../../app/Home';

export default Home;
