-- Who writes: the antenne its parts; the antenne and whoever instructs, the steps of the demande; nobody else.
SELECT rivage_person_rows('dossiers_suivi', 'private', 'antenne');
SELECT rivage_person_rows('dossiers_parcours', 'reference', 'both');
SELECT rivage_person_rows('dossiers_period', 'reference', 'both');
SELECT rivage_person_rows('dossiers_demande', 'reference', 'both');
SELECT rivage_person_rows('dossiers_missingrequest', 'reference', 'both');
SELECT rivage_person_rows('dossiers_situation', 'situation', 'antenne');
SELECT rivage_person_rows('dossiers_account', 'account', 'antenne');
SELECT rivage_person_rows('dossiers_project', 'project', 'antenne');
SELECT rivage_person_rows('dossiers_planaction', 'project', 'antenne');
SELECT rivage_person_rows('dossiers_safety', 'safety', 'antenne');
SELECT rivage_person_rows('dossiers_aid', 'aid', 'antenne');
SELECT rivage_person_rows('dossiers_piece', 'pieces', 'antenne');
SELECT rivage_person_rows('dossiers_residence', 'residence', 'antenne');
SELECT rivage_person_rows('dossiers_note', 'private', 'antenne');
SELECT rivage_person_rows('dossiers_partversion', 'private', 'antenne');
