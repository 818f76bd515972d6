"""How replies reach people: Telegram, the terminal."""
