{% for s in role_sets %}
SELECT
  ccn, facility_name, state, quarter, '{{ s.name }}' AS role_set,
  {{ s.name }}_hours AS hours, {{ s.name }}_resident_days AS resident_days, {{ s.name }}_hprd AS hprd, {{ s.name }}_weekend_hprd AS weekend_hprd,
  {{ s.name }}_days_counted AS days_counted, {{ s.name }}_days_excluded AS days_excluded,
  {{ s.name }}_weekend_hours AS weekend_hours, {{ s.name }}_weekend_resident_days AS weekend_resident_days,
  {{ s.name }}_contract_hours AS contract_hours, rate({{ s.name }}_contract_hours, {{ s.name }}_hours) AS contract_share,
  is_incomplete, is_synthetic
FROM gold_quarterly_provider_fact
{% if not loop.last %}UNION ALL{% endif %}

{% endfor %}
