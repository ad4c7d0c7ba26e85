"""SkillCorner's dynamic events: who had the ball, who pressed him, and how both ended."""
