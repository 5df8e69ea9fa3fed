"""The benefit finder (我能申请什么)."""
