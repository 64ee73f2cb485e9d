package org.symbolon.core.administration;

/**
 * What one actor can do, by topic.
 *
 * @param accounts accounts, their authenticators, balances and KEKs
 * @param keys stored keys
 * @param credentials what plug-ins need to make licences
 * @param keyRing the key ring
 * @param administrators administrators, and the audit log
 * @param service records, the store, nodes, leases and settings
 */
public record AdministrationDesk(
        AccountAdministration accounts,
        KeyAdministration keys,
        CredentialAdministration credentials,
        KeyRingAdministration keyRing,
        AdministratorAdministration administrators,
        ServiceAdministration service) {}
