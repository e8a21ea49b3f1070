"""The dashboard's questions: each a SELECT in the house dialect over gold and views, values as parameters, and the rows it answers with."""
