DROP TABLE evidence_ticket;
