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
  'escrow.untilArrival': 'Dont {count} jusqu’à la réception. Après {days} jours en route, quelqu’un doit décider.',
  'escrow.overdue': 'En retard : quelqu’un doit décider',
  'escrow.overdueAbout':
    'Ces secrets sont conservés jusqu’à la réception de leurs jetons, que personne n’a signalée depuis {days} jours. Rien n’est détruit de soi-même : c’est peut-être le seul accès du destinataire. Demandez-lui. Si le jeton est là, ouvrez son dossier et dites-le ; sinon, choisissez ici.',
  'escrow.held': 'Retenus',
  'escrow.heldAbout':
    'Quelqu’un les conserve plus longtemps. Libéré, un secret se termine quand son lot le dit, au plus tôt un jour après avoir été libéré.',
  'escrow.waits': 'En route',
  'escrow.posted': 'Posté le {when}',
  'escrow.handedOver': 'Remis le {when}',
  'escrow.inDepot': 'Au dépôt depuis le {when}',
  'escrow.overdueSince': 'En retard depuis le {when}',
  'escrow.askedAgain': 'Jusqu’à la réception ; nouvelle question le {when}',
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
  'escrow.heldBy': 'Retenu par {who} depuis le {when} : {reason}',
  'escrow.release': 'Libérer',
  'escrow.releaseOf': 'Libérer le secret du dossier {number}',
  'escrow.releaseAbout':
    'Le secret pour {name} n’est plus retenu : il est détruit quand son lot le dit, au plus tôt dans un jour. Le personnel est averti quand ce moment est proche. Votre nom et la raison sont inscrits au registre.',
  'escrow.releaseOpenAbout':
    'L’attente du jeton de {name} prend fin : comme avant, quelqu’un doit décider. Rien n’est détruit ainsi. Votre nom et la raison sont inscrits au registre.',
  'escrow.reasonMistake': 'Retenu par erreur',
  'escrow.reasonNoNeed': 'Plus nécessaire',
  'escrow.keep': 'Attendre encore',
  'escrow.keepOf': 'Attendre encore le jeton du dossier {number}',
  'escrow.keepAbout':
    'Le secret pour {name} est conservé {days} jours de plus ; ensuite la question est posée à nouveau. Votre nom et la raison sont inscrits au registre.',
  'escrow.end': 'Détruire',
  'escrow.endOf': 'Détruire le secret du dossier {number}',
  'escrow.endAbout':
    'Le secret pour {name} est détruit dans un jour ; jusque-là il peut encore être conservé. Ensuite aucun code ne pourra être lu, et aucun ne prouvera la réception.',
  'escrow.endLost':
    'Le jeton lui-même fonctionne toujours : s’il est perdu, appuyez plutôt sur « Perdu en route », qui le fait aussi retirer d’Entra.',
  'escrow.endCancel':
    'Le jeton lui-même fonctionne toujours : si personne ne doit l’avoir, annulez plutôt son dossier, ce qui le fait aussi retirer d’Entra.',
  'escrow.endWorks': 'Le jeton lui-même fonctionne toujours.',
  'escrow.endQr': 'Sans le jeton, c’est peut-être le seul accès du destinataire.',
  'escrow.reasonOtherWay': 'Le destinataire a un autre accès',
  'escrow.reasonGone': 'Le destinataire est parti',
  'escrow.lostOf': 'Perdu en route : le jeton du dossier {number}',
  'escrow.longest': 'Ne peut être retenu plus',
  'escrow.endsSoon':
    'Le secret sera détruit à {when}. Ensuite aucun code ne pourra être lu, et aucun ne prouvera la réception.',
  'escrow.endsSoonQr':
    'Le secret sera détruit à {when}. Sans le jeton, le destinataire n’aura peut-être plus d’accès : demandez s’il l’a reçu.',
  'escrow.toHold': 'Le retenir',
  'escrow.overdueNote':
    'Le jeton n’est pas arrivé depuis longtemps, et son secret est toujours conservé. Demandez au destinataire s’il l’a reçu ; sinon quelqu’un doit décider.',
  'escrow.toDecide': 'Décider',
  'escrow.fact': 'Séquestre',
  'escrow.fact.arrival': 'Jusqu’à la réception du jeton',
  'escrow.fact.overdue': 'Jusqu’à la réception du jeton ; en retard depuis le {when}',
  'escrow.fact.days': 'Jusqu’à la réception, au plus tard {when}',
  'escrow.over.none': 'Aucun : détruit à l’inscription, {when}',
  'escrow.over.time': 'Terminé depuis {when}',
  'escrow.over.other': 'Terminé {when}',
  'escrow.batch.none': 'Séquestre : aucun. Les secrets sont détruits dès qu’Entra connaît le jeton.',
  'escrow.batch.arrival': 'Séquestre : jusqu’à la réception du jeton.',
  'escrow.batch.days': 'Séquestre : jusqu’à la réception du jeton, {days} jours au plus.',
  'escrow.batchEnding': 'Secrets qui seront détruits sous deux jours, reçus ou non : {count}',
  'escrow.batchOverdue': 'Secrets pour lesquels quelqu’un doit décider, leurs jetons n’arrivant pas : {count}',
  'escrowRules.title': 'Secrets conservés jusqu’à la réception',
  'escrowRules.about':
    'Là où un lot conserve les secrets jusqu’à la réception des jetons, rien n’est détruit de soi-même. Un jeton trop longtemps en route est listé sous « Séquestre » et signalé au personnel, chaque semaine, jusqu’à ce que quelqu’un décide.',
  'escrowRules.after': 'En retard après {days} jours en route',
  'escrowRules.change': 'Modifier la durée',
  'escrowRules.days': 'Jours en route avant que quelqu’un doive décider',
  'escrowRules.changeAbout':
    'Les jours comptent depuis le départ du colis, ou depuis qu’Entra connaît un jeton encore au dépôt. Qui dit « attendre encore » est interrogé à nouveau après autant de jours. Cela vaut aussitôt.',
  'escrowRules.save': 'Enregistrer',
  'days.range': '{least} à {most} jours',
  'days.wrong': 'Tapez un nombre entier de jours, de {least} à {most}.',
  'escrowChoice.label': 'Durée de conservation d’un secret dès qu’Entra connaît son jeton',
  'escrowChoice.days': 'un nombre de jours',
  'escrowChoice.arrival': 'jusqu’à la réception du jeton',
  'escrowChoice.none': 'aucune',
  'escrowChoice.count': 'Jours ({most} au plus)',
  'escrowChoice.about.days':
    'Il disparaît à la réception du jeton, et après ces jours quoi qu’il arrive. Le personnel est averti deux jours avant et peut en retenir un jusqu’à 30 jours.',
  'escrowChoice.about.arrival':
    'Il reste jusqu’à ce qu’un code prouve la réception ou que quelqu’un l’atteste. Ce qui dure trop n’est pas détruit de soi-même : le personnel doit décider.',
  'escrowChoice.about.none':
    'Pour la remise en main propre immédiate : aucun code ne peut être lu, et aucun ne peut prouver la réception. Seule une personne nommée peut l’attester.',
  'escrowChoice.onlyWayIn': 'Sans Premium, un destinataire qui n’a pas encore son jeton n’a aucun autre accès.',
  'event.escrow.marked': 'Secret inscrit pour être détruit le lendemain',
  'event.escrow.held': 'Secret retenu au-delà de son séquestre',
  'event.escrow.released': 'Retenue du secret levée',
  'event.escrow.ended': 'Décision de détruire le secret, son jeton n’arrivant pas',
  'event.escrow-rules.changed': 'Délai modifié après lequel un jeton est en retard',
  'event.escrow.day': 'Séquestres du jour passés en revue',
  'event.vault.examined': 'Secrets scellés remis pour une vérification',
  'event.notice.sent.escrow-ends': 'Personnel averti que des secrets seront détruits',
  'event.notice.sent.escrow-overdue': 'Personnel averti de jetons en retard',
  'notices.kind.escrow-ends': 'secrets à détruire',
  'notices.kind.escrow-overdue': 'jetons en retard',
  'notices.ofMany': 'Plusieurs dossiers',
  'door.escrow-over': 'La durée de conservation du secret est terminée',
  'doorAdvice.escrow-over':
    'Le secret est détruit : plus personne ne peut calculer de code. Un passe temporaire peut aider jusqu’à l’arrivée du jeton ; sa réception s’atteste.',
  'arrive.seedGone': 'Le secret est détruit : aucun code ne peut plus prouver la réception.',
};
