"""Looking into files that people hand in. Nothing here knows Django: it runs in a process apart."""
