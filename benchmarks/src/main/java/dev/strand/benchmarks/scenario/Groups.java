package dev.strand.benchmarks.scenario;

import java.util.SplittableRandom;

/** How tasks are spread over groups. Seeded: the same backlog for every contender and round. */
public enum Groups {
    /** Every group has as many tasks as every other. */
    UNIFORM {
        @Override
        int[] choose(int tasks, int groups) {
            int[] chosen = new int[tasks];
            for (int task = 0; task < tasks; task++) {
                chosen[task] = task % groups;
            }
            return chosen;
        }
    },

    /** Group k has about 1/k of the tasks of the first one. */
    ZIPF {
        @Override
        int[] choose(int tasks, int groups) {
            double[] upTo = new double[groups];
            double sum = 0;
            for (int group = 0; group < groups; group++) {
                sum += 1.0 / (group + 1);
                upTo[group] = sum;
            }
            SplittableRandom random = new SplittableRandom(SEED);
            int[] chosen = new int[tasks];
            for (int task = 0; task < tasks; task++) {
                int found = java.util.Arrays.binarySearch(upTo, random.nextDouble(sum));
                chosen[task] = found >= 0 ? found : -found - 1;
            }
            return chosen;
        }
    };

    private static final long SEED = 20_260_101;

    /** The group number of every task, in the order of submission; from 0 to {@code groups - 1}. */
    abstract int[] choose(int tasks, int groups);
}
