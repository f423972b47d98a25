"""What people let the assistant know without being asked: signals, and the defect they tell of."""
