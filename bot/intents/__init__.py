"""What turns a message's features into chances of intents; the Rasa component around it is in `bot.components`."""
