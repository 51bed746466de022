import { buildSchema } from 'graphql'

/** As much of GitHub's schema as the examples of its documentation on rate and node limits need. */
export const githubSchema = buildSchema(`
  type Query { viewer: User! }
  type User { login: String! repositories(first: Int): RepositoryConnection! followers(first: Int): FollowerConnection! }
  type Repository { id: ID! name: String! issues(first: Int): IssueConnection! pullRequests(first: Int): PullRequestConnection! }
  type Issue { id: ID! title: String! bodyHTML: String! comments(first: Int): CommentConnection! labels(first: Int): LabelConnection! }
  type PullRequest { title: String! bodyHTML: String! comments(first: Int): CommentConnection! }
  type Comment { bodyHTML: String! }
  type Label { id: ID! name: String! }
  type PageInfo { hasNextPage: Boolean! }
  ${['Repository', 'Issue', 'PullRequest', 'Comment', 'Label'].map(name => connection(name, name)).join('\n')}
  ${connection('Follower', 'User')}
`)

function connection (name: string, node: string): string {
  return `type ${name}Connection { edges: [${name}Edge] nodes: [${node}] pageInfo: PageInfo! totalCount: Int! } type ${name}Edge { cursor: String! node: ${node} }`
}

export const REPOSITORY_ISSUES = `query {
  viewer { repositories(first: 50) { edges { repository: node { name issues(first: 10) { totalCount edges { node { title bodyHTML } } } } } } }
}`

export const ISSUES_PULL_REQUESTS_COMMENTS = `query {
  viewer {
    repositories(first: 50) { edges { repository: node {
      name
      pullRequests(first: 20) { edges { pullRequest: node { title comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
      issues(first: 20) { totalCount edges { issue: node { title bodyHTML comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
    } } }
    followers(first: 10) { edges { follower: node { login } } }
  }
}`

export const REPOSITORY_ISSUE_LABELS = `query ($labels: Int = 60) {
  viewer { login repositories(first: 100) { edges { node { id issues(first: 50) { edges { node { id labels(first: $labels) { edges { node { id name } } } } } } } } } }
}`
