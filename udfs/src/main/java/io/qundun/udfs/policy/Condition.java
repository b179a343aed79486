package io.qundun.udfs.policy;

/**
 * The && || ! structure of a rule over its leaves, in Kleene's three-valued logic, which agrees
 * with CEL's: there, too, false && anything is false and true || anything is true, an error
 * included. Immutable.
 */
sealed interface Condition {
    /** What a condition can come to without CEL. */
    enum Truth {
        FALSE,
        TRUE,
        /** CEL must be asked. */
        UNKNOWN;

        static Truth of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /**
     * Answers as far as it can without CEL.
     *
     * @param signals the variables that are not neutral in {@code facts}
     */
    Truth evaluate(Facts facts, Signals signals);

    /** What it comes to when nothing is known but that the message has a length and a language. */
    Truth atNeutral();

    /** A condition that CEL alone can answer, unless all that it reads is neutral. */
    record Opaque(Signals reads, Truth atNeutral) implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            return reads.meets(signals) ? Truth.UNKNOWN : atNeutral;
        }
    }

    /** A bool variable by itself. */
    record Flag(RuleVariable variable, Truth atNeutral) implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            return Truth.of(variable.bool(facts));
        }
    }

    /** An int variable beside a constant. */
    record IntComparison(RuleVariable variable, Operator operator, long constant, Truth atNeutral)
            implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            return Truth.of(operator.holds(Long.compare(variable.integer(facts), constant)));
        }
    }

    /** Two int variables beside each other. */
    record IntPair(RuleVariable left, Operator operator, RuleVariable right, Truth atNeutral)
            implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            return Truth.of(
                    operator.holds(Long.compare(left.integer(facts), right.integer(facts))));
        }
    }

    /** A double variable beside a constant; neither is NaN. */
    record DoubleComparison(
            RuleVariable variable, Operator operator, double constant, Truth atNeutral)
            implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            double value = variable.decimal(facts);
            // Not Double.compare, which tells 0.0 from -0.0.
            return Truth.of(operator.holds(value < constant ? -1 : value > constant ? 1 : 0));
        }
    }

    /** A string variable equal, or not, to a constant. */
    record StringComparison(RuleVariable variable, boolean equal, String constant, Truth atNeutral)
            implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            return Truth.of(variable.string(facts).equals(constant) == equal);
        }
    }

    /** Both. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            Truth first = left.evaluate(facts, signals);
            return first == Truth.FALSE ? first : both(first, right.evaluate(facts, signals));
        }

        @Override
        public Truth atNeutral() {
            return both(left.atNeutral(), right.atNeutral());
        }

        private static Truth both(Truth a, Truth b) {
            if (a == Truth.FALSE || b == Truth.FALSE) {
                return Truth.FALSE;
            }
            return a == Truth.TRUE && b == Truth.TRUE ? Truth.TRUE : Truth.UNKNOWN;
        }
    }

    /** One or both. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            Truth first = left.evaluate(facts, signals);
            return first == Truth.TRUE ? first : either(first, right.evaluate(facts, signals));
        }

        @Override
        public Truth atNeutral() {
            return either(left.atNeutral(), right.atNeutral());
        }

        private static Truth either(Truth a, Truth b) {
            if (a == Truth.TRUE || b == Truth.TRUE) {
                return Truth.TRUE;
            }
            return a == Truth.FALSE && b == Truth.FALSE ? Truth.FALSE : Truth.UNKNOWN;
        }
    }

    /** The opposite. */
    record Not(Condition of) implements Condition {
        @Override
        public Truth evaluate(Facts facts, Signals signals) {
            return opposite(of.evaluate(facts, signals));
        }

        @Override
        public Truth atNeutral() {
            return opposite(of.atNeutral());
        }

        private static Truth opposite(Truth truth) {
            return switch (truth) {
                case TRUE -> Truth.FALSE;
                case FALSE -> Truth.TRUE;
                case UNKNOWN -> Truth.UNKNOWN;
            };
        }
    }

    /** How a variable is compared with a constant. */
    enum Operator {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        EQUAL,
        NOT_EQUAL;

        /**
         * Whether it holds between a variable and a constant.
         *
         * @param order below 0, 0 or above 0 as the variable is below, at or above the constant
         */
        boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
            };
        }

        /** The operator when the sides change places. */
        Operator mirrored() {
            return switch (this) {
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
                case EQUAL, NOT_EQUAL -> this;
            };
        }
    }
}
