import { OrderPage } from '../../features/orders/OrderPage';

export default OrderPage;
