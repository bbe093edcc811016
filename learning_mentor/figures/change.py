"""How sure a mean change is, and how large: confidence interval and effect size of paired measurements.

With n pupils, their changes d and first measurements x:

* 95 % confidence interval of the mean change: ``mean(d) ± t(0.975; n - 1) · sd(d) / √n`` (Student's t for
  paired samples; Altman and others, *Statistics with Confidence*, 2nd ed. 2000, ch. 4).
* effect size: the standardized mean change with raw score standardization ``mean(d) / sd(x)``, with Hedges'
  correction for few pupils ``1 - 3 / (4(n - 1) - 1)`` (Becker, *Brit. J. Math. Stat. Psychol.* 41, 1988).
  By Cohen's rule of thumb 0.2 is small, 0.5 medium, 0.8 large.

Standard deviations are those of a sample (n - 1). Without a comparison group neither says that mentoring was
the cause.
"""

from math import sqrt
from statistics import NormalDist


def t_quantile(freedom: int, probability: float = 0.975) -> float:
	"""Quantile of Student's t; expansion 26.7.5 of Abramowitz and Stegun, to 0.001 from 4 degrees on."""
	z = NormalDist().inv_cdf(probability)
	terms = (
		z,
		(z**3 + z) / 4,
		(5 * z**5 + 16 * z**3 + 3 * z) / 96,
		(3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
		(79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
	)
	return sum(term / freedom**power for power, term in enumerate(terms))


def interval(count: int, mean: float, deviation: float | None) -> tuple[float, float] | None:
	"""95 % confidence interval of a mean; None of fewer than five measurements."""
	if count < 5 or deviation is None:
		return None
	margin = t_quantile(count - 1) * deviation / sqrt(count)
	return mean - margin, mean + margin


def effect_size(count: int, mean: float, deviation_before: float | None) -> float | None:
	"""Standardized mean change; None where all began alike, or of fewer than five pupils."""
	if count < 5 or not deviation_before:
		return None
	return mean / deviation_before * (1 - 3 / (4 * (count - 1) - 1))
