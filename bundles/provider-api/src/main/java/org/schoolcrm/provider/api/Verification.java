package org.schoolcrm.provider.api;

/** Whether a call comes from the bank. */
public enum Verification {
    /** It is signed, and the signature is right. */
    VERIFIED,
    /** It proves nothing: only a hint to ask the bank. */
    NEEDS_QUERY,
    /** It is forged or broken. */
    REJECTED
}
