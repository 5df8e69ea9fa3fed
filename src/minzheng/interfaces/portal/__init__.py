"""The portal (居民服务): where residents find out, apply, follow and answer."""
