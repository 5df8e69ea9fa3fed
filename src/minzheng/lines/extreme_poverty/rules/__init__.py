"""Rules of the support of the extremely poor, one file for each condition of 43号 第四条."""
