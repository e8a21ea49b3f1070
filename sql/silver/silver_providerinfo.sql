SELECT
  ccn, processing_date
  {% for c in columns('silver_providerinfo') if c.parse != 'keep' %}, {{ c.name }}{% endfor %},
  is_synthetic,
  sorted_list(concat_ws(',',
    read_flags,
    CASE WHEN substr(ccn, 1, 2) || ':' || upper_ascii(state) NOT IN (
      {%- for prefix, states in prefixes.items() %}{% for s in states %}'{{ prefix }}:{{ s }}', {% endfor %}{% endfor %}'') AND NOT is_synthetic THEN 'ccn_prefix_state_mismatch' END,
    CASE WHEN unreadable_cells IS NOT NULL THEN 'unreadable_cell' END)) AS flags,
  unreadable_cells, file_sha256
FROM kept_providerinfo
