{% set groups = reference('groups') %}
WITH {% for name in ['homes', 'peers'] %}{{ name }} AS (
  SELECT
    ccn, quarter, state, is_hospital_based, facility_name, is_synthetic,
    CASE{% for b in groups.bed_bands.bands %} WHEN certified_beds >= {{ b.first }}{% if b.last %} AND certified_beds <= {{ b.last }}{% endif %} THEN '{{ b.name }}'{% endfor %} END AS bed_band,
    CASE{% for g in groups.ownership_groups.groups %} WHEN ownership_type LIKE '{{ g.begins }}%' THEN '{{ g.name }}'{% endfor %} END AS ownership_group
  FROM gold_quarterly_provider_fact
){% if not loop.last %},
{% endif %}{% endfor %}

SELECT
  h.ccn, h.quarter, p.ccn AS peer_ccn,
  h.state || ', ' || h.bed_band || ' beds, ' || h.ownership_group || ', ' || CASE WHEN h.is_hospital_based THEN 'hospital-based' ELSE 'not hospital-based' END AS why,
  p.facility_name AS peer_name, h.is_synthetic
FROM homes h
JOIN peers p ON h.quarter = p.quarter AND h.ccn <> p.ccn{% for attribute in groups.peers.same %} AND h.{{ attribute }} = p.{{ attribute }}{% endfor %}
