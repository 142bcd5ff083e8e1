"""What was asked, begun and delivered, remembered over crashes."""
