import { PayPage } from '../../features/pay/PayPage';

export default PayPage;
