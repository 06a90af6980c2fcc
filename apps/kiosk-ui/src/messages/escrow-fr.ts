import type { escrowEn } from './escrow-en';

/** Secrets conservés pour un temps. */
export const escrowFr: Readonly<Record<keyof typeof escrowEn, string>> = {
  'escrow.title': 'Séquestre',
  'escrow.about':
    'Dès qu’Entra connaît un jeton, son secret est conservé aussi longtemps que le lot le dit, pour que l’assistance puisse aider pendant que le jeton est en route. Ce qui se termine demain est listé aujourd’hui ; les jours sont comptés en UTC.',
  'escrow.within': 'Voir à l’avance',
  'escrow.days': '{count} jours',
  'escrow.kept': 'Conservé au coffre',
  'escrow.kept.stock': 'Stock',
  'escrow.kept.line': 'Sur la ligne',
  'escrow.kept.escrow': 'Séquestre',
  'escrow.keptAbout.stock':
    'Secrets d’usine de jetons que personne n’a encore : conservés jusqu’à ce qu’un dossier les prenne.',
  'escrow.keptAbout.line': 'De dossiers dont Entra ne connaît pas encore le jeton.',
  'escrow.keptAbout.escrow': 'De jetons qu’Entra connaît et qui ne sont pas arrivés.',
  'escrow.untilArrival': 'Dont {count} jusqu’à la réception, si longtemps que cela dure.',
  'escrow.today': 'Seront détruits aujourd’hui',
  'escrow.tomorrow': 'Seront détruits demain',
  'escrow.later': 'Seront détruits plus tard',
  'escrow.nothing': 'Rien ne sera détruit demain.',
  'escrow.ends': 'Détruit à',
  'escrow.onlyWayIn': 'Peut-être leur seul accès',
  'escrow.hold': 'Retenir',
  'escrow.holdOf': 'Retenir le secret du dossier {number}',
  'escrow.holdAbout':
    'Le secret pour {name} est conservé plus longtemps : jusqu’à {days} jours après qu’Entra a connu le jeton, pas davantage. Votre nom et la raison sont inscrits au registre.',
  'escrow.reasonPost': 'Le colis est en retard',
  'escrow.reasonAway': 'Le destinataire est absent',
  'escrow.heldBy': 'Retenu par {who} : {reason}',
  'escrow.longest': 'Pas plus longtemps',
  'escrow.endsSoon':
    'Le secret sera détruit à {when}. Ensuite aucun code ne pourra être lu, et aucun ne prouvera la réception.',
  'escrow.endsSoonQr':
    'Le secret sera détruit à {when}. Sans le jeton, le destinataire n’aura peut-être plus d’accès : demandez s’il l’a reçu.',
  'escrow.toHold': 'Le retenir',
  'escrow.fact': 'Séquestre',
  'escrow.fact.arrival': 'Jusqu’à la réception du jeton',
  'escrow.fact.days': 'Jusqu’à la réception, au plus tard {when}',
  'escrow.over.none': 'Aucun : détruit à l’inscription, {when}',
  'escrow.over.time': 'Terminé depuis {when}',
  'escrow.over.other': 'Terminé {when}',
  'escrow.batch.none': 'Séquestre : aucun. Les secrets sont détruits dès qu’Entra connaît le jeton.',
  'escrow.batch.arrival': 'Séquestre : jusqu’à la réception du jeton.',
  'escrow.batch.days': 'Séquestre : jusqu’à la réception du jeton, {days} jours au plus.',
  'escrow.batchEnding': 'Secrets qui seront détruits sous deux jours, reçus ou non : {count}',
  'escrowChoice.label': 'Durée de conservation d’un secret dès qu’Entra connaît son jeton',
  'escrowChoice.days': 'un nombre de jours',
  'escrowChoice.arrival': 'jusqu’à la réception du jeton',
  'escrowChoice.none': 'aucune',
  'escrowChoice.count': 'Jours ({most} au plus)',
  'escrowChoice.about.days':
    'Il disparaît à la réception du jeton, et après ces jours quoi qu’il arrive. Le personnel est averti deux jours avant et peut en retenir un jusqu’à 30 jours.',
  'escrowChoice.about.arrival':
    'Il reste jusqu’à ce qu’un code prouve la réception ou que quelqu’un l’atteste, si longtemps que cela dure.',
  'escrowChoice.about.none':
    'Pour la remise en main propre immédiate : aucun code ne peut être lu, et aucun ne peut prouver la réception. Seule une personne nommée peut l’attester.',
  'escrowChoice.onlyWayIn': 'Sans Premium, un destinataire qui n’a pas encore son jeton n’a aucun autre accès.',
  'event.escrow.marked': 'Secret inscrit pour être détruit le lendemain',
  'event.escrow.held': 'Secret retenu au-delà de son séquestre',
  'event.escrow.day': 'Séquestres du jour passés en revue',
  'event.vault.examined': 'Secrets scellés remis pour une vérification',
  'event.notice.sent.escrow-ends': 'Personnel averti que des secrets seront détruits',
  'notices.kind.escrow-ends': 'secrets à détruire',
  'notices.ofMany': 'Plusieurs dossiers',
  'door.escrow-over': 'La durée de conservation du secret est terminée',
  'doorAdvice.escrow-over':
    'Le secret est détruit : plus personne ne peut calculer de code. Un passe temporaire peut aider jusqu’à l’arrivée du jeton ; sa réception s’atteste.',
  'arrive.seedGone': 'Le secret est détruit : aucun code ne peut plus prouver la réception.',
};
