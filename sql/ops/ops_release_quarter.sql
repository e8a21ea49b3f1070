WITH compared AS (
  SELECT
    p.processing_date, count(*) AS facilities_compared,
    count_if(p.reported_total_nurse_staffing_hours_per_resident_per_day = rate_5(g.cms_total_hours, g.cms_total_resident_days)) AS facilities_matching
  FROM silver_providerinfo p
  JOIN release_quarter r ON p.processing_date = r.processing_date
  JOIN gold_quarterly_provider_fact g ON p.ccn = g.ccn AND r.described_quarter = g.quarter
  WHERE p.reported_total_nurse_staffing_hours_per_resident_per_day IS NOT NULL AND g.cms_total_resident_days > 0
  GROUP BY p.processing_date
)
SELECT
  r.processing_date, r.described_quarter, r.method, CAST(r.facilities AS bigint) AS facilities,
  CAST(coalesce(c.facilities_compared, 0) AS bigint) AS facilities_compared,
  CAST(coalesce(c.facilities_matching, 0) AS bigint) AS facilities_matching,
  rate(c.facilities_matching, c.facilities_compared) AS match_share,
  r.is_synthetic
FROM release_quarter r LEFT JOIN compared c ON r.processing_date = c.processing_date
