package org.symbolon.core.drm.credential;

/** One of the values that an operator provides for a credential. */
public final class CredentialField {
    private final String name;
    private final String meaning;
    private final boolean required;
    private final boolean secret;

    private CredentialField(String name, String meaning, boolean required, boolean secret) {
        this.name = name;
        this.meaning = meaning;
        this.required = required;
        this.secret = secret;
    }

    /**
     * A value without which there is no credential.
     *
     * @param name the name that operators write, such as {@code privateKey}
     * @param meaning what the value is, and its format, in one sentence
     */
    public static CredentialField required(String name, String meaning) {
        return new CredentialField(name, meaning, true, false);
    }

    /** A value that may be left out; see {@link #required}. */
    public static CredentialField optional(String name, String meaning) {
        return new CredentialField(name, meaning, false, false);
    }

    /**
     * The same value as a secret: the command line refuses to take it as an argument, which other users of the machine
     * could read.
     */
    public CredentialField asSecret() {
        return new CredentialField(name, meaning, required, true);
    }

    /** The name that operators write. */
    public String name() {
        return name;
    }

    /** What the value is, and its format. */
    public String meaning() {
        return meaning;
    }

    /** Whether there is no credential without it. */
    public boolean isRequired() {
        return required;
    }

    /** Whether it must not stand on a command line. */
    public boolean isSecret() {
        return secret;
    }
}
