"""SkillCorner's dynamic events: possessions of players, engagements by opponents, and how both ended."""
