"""What people without an account may open: secret links and the pages behind them."""
