import type { Template } from './template.ts';

/**
 * The rights that both grant: bitwise AND of the rights; the role is that of `lower`, the template further down the chain.
 * TR-03110-3 v2.21 §2.7: the effective authorization is the AND along the chain and what was confined in PACE.
 */
export function andTemplates(upper: Template, lower: Template): Template {
  return {
    role: lower.role,
    read: lower.read.filter((group) => upper.read.includes(group)),
    write: lower.write.filter((group) => upper.write.includes(group)),
    count: upper.count && lower.count,
    canAllowed: upper.canAllowed && lower.canAllowed,
    pinManagement: upper.pinManagement && lower.pinManagement,
  };
}
