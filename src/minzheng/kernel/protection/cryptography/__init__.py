"""Ciphers, keys and signatures, without Django, behind a protocol that an HSM can fill."""
