import { AccountPage } from '../../features/account/AccountPage';

export default AccountPage;
