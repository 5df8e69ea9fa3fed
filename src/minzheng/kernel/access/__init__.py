"""Who somebody is, what he may do, and where: accounts, posts, roles, sessions, commands."""
