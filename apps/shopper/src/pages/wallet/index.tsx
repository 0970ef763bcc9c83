import { WalletPage } from '../../features/wallet/WalletPage';

export default WalletPage;
