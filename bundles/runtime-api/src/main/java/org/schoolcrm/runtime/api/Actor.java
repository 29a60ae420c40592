package org.schoolcrm.runtime.api;

/** Who causes a change, as the audit trail names it. */
public record Actor(String name) {

    /** Jobs and other work without a person behind it. */
    public static final Actor SYSTEM = new Actor("system");

    public static Actor user(long id) {
        return new Actor("user:" + id);
    }

    public static Actor bank(String provider) {
        return new Actor("bank:" + provider);
    }

    /** Somebody with a link and no login. */
    public static Actor payer() {
        return new Actor("payer");
    }

    @Override
    public String toString() {
        return name;
    }
}
