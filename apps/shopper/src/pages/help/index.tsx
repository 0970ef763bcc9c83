import { HelpPage } from '../../features/help/HelpPage';

export default HelpPage;
