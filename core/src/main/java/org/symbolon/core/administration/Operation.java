package org.symbolon.core.administration;

import static org.symbolon.core.store.administration.Role.OPERATOR;
import static org.symbolon.core.store.administration.Role.OWNER;
import static org.symbolon.core.store.administration.Role.SUPPORT;
import static org.symbolon.core.store.administration.Role.VIEWER;

import com.google.common.base.Ascii;
import org.symbolon.core.store.administration.Role;

/** What administrators can do, and the least role that may do it. A role may do what those before it may. */
public enum Operation {
    ACCOUNTS_READ(VIEWER, "See accounts: options, networks, settings, and the labels of authenticators"),
    BALANCES_READ(VIEWER, "See balances"),
    CREDENTIALS_READ(VIEWER, "See which credentials there are, and when their certificates end"),
    KEY_RING_READ(VIEWER, "See the state of the key ring"),
    NODES_READ(VIEWER, "See the store, nodes and leases, and what must work"),
    USAGE_READ(VIEWER, "See the usage of accounts"),
    RECORDS_READ(SUPPORT, "Find records of requests, and have refusals explained"),
    KEYS_READ(SUPPORT, "See which keys are stored, without their values"),
    SETTINGS_READ(OPERATOR, "See the settings in force"),
    AUDIT_READ(OPERATOR, "Read the audit log"),
    ACCOUNTS_CHANGE(OPERATOR, "Create and change accounts"),
    AUTHENTICATORS_CHANGE(OPERATOR, "Add and remove authenticators"),
    BALANCES_CHANGE(OPERATOR, "Credit, debit and set balances"),
    KEKS_CHANGE(OPERATOR, "Keep and remove the KEKs of accounts"),
    KEYS_CHANGE(OPERATOR, "Store and remove keys"),
    CREDENTIALS_CHANGE(OPERATOR, "Set and remove credentials"),
    LEASES_END(OPERATOR, "End the leases of nodes that are gone"),
    ACCOUNTS_DELETE(OWNER, "Delete accounts with all that belongs to them"),
    KEY_VALUES_READ(OWNER, "Read the wrapped values of keys; each request is in the audit log"),
    KEY_RING_CHANGE(OWNER, "Rotate the key ring and retire its keys"),
    ADMINISTRATORS_READ(OWNER, "See the administrators"),
    ADMINISTRATORS_CHANGE(OWNER, "Add administrators, change their roles and tokens, and end them");

    private final Role least;
    private final String meaning;

    Operation(Role least, String meaning) {
        this.least = least;
        this.meaning = meaning;
    }

    /** The name in messages and documents, such as {@code accounts-read}. */
    public String id() {
        return Ascii.toLowerCase(name()).replace('_', '-');
    }

    /** The least role that may do it. */
    public Role least() {
        return least;
    }

    /** What it is, as a phrase. */
    public String meaning() {
        return meaning;
    }
}
