const BASIS_POINTS = 10_000n

/** Revenue kept a month, in minor units, rounded down. */
export const costBenefit = (inputs: { readonly orders: number; readonly order_value_minor: number; readonly churn_reduction_bp: number }): number => {
  const gain_minor = (BigInt(inputs.orders) * BigInt(inputs.order_value_minor) * BigInt(inputs.churn_reduction_bp)) / BASIS_POINTS
  return Number(gain_minor)
}
